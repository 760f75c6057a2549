#!/usr/bin/env bash
# Makes the dataset of an archive again, verifies it, and says what changed.
#
#   newsmill.sh ARCHIVE DATASET [ALLOWED_REJECTS]
#
# The changes go to DATASET.changes, and to the summary of a GitHub job. The new dataset takes the
# place of the old one only if it is sound. Exit codes are those of newsmill: 0 done, 1 failed or not
# sound, 3 more documents were rejected than allowed; 2 wrong usage or a diff that failed.
set -euo pipefail

if [ "$#" -lt 2 ]; then
    echo "usage: $0 ARCHIVE DATASET [ALLOWED_REJECTS]" >&2
    exit 2
fi
archive=$1
dataset=$2
allowed=${3:-0}
newsmill=${NEWSMILL:-newsmill}

# The changes of the last time are not those of a run that fails.
rm -f "$dataset.changes"
# --base: the same documents on every machine, wherever the checkout lies.
"$newsmill" run "$archive" --base "$archive" --out "$dataset.new" --update \
    --allow-rejects "$allowed" --quiet
"$newsmill" check "$dataset.new"

if [ -d "$dataset" ]; then
    # 1 says that something changed, which is no failure; 2 is one.
    changed=0
    "$newsmill" diff "$dataset" "$dataset.new" > "$dataset.changes" || changed=$?
    if [ "$changed" -gt 1 ]; then
        exit "$changed"
    fi
else
    changed=1
    echo "a new dataset" > "$dataset.changes"
fi

# The folder with the bundles stays, so that the next run reads only what changed.
rm -rf "$dataset"
mkdir -p "$dataset"
for file in "$dataset.new"/*; do
    cp "$file" "$dataset"
done

if [ "$changed" -eq 0 ]; then
    echo "nothing changed"
else
    cat "$dataset.changes"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    {
        echo '```text'
        head -c 60000 "$dataset.changes"
        echo '```'
    } >> "$GITHUB_STEP_SUMMARY"
fi
