# The program in an image without shell or package manager, as a user without rights:
#   docker build --tag newsmill .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/data" newsmill run articles --out dataset
FROM rust:1-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo build --locked --profile dist --features parquet

# Of the same Debian as the image above, for its glibc.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /source/target/dist/newsmill /usr/local/bin/newsmill
COPY LICENSE-APACHE LICENSE-MIT /usr/local/share/doc/newsmill/
WORKDIR /data
ENTRYPOINT ["newsmill"]
CMD ["--help"]
