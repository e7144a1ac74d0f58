#!/bin/sh
# Prints the pages of pdf-sources/ to files/*.pdf, the small PDFs that go with six sample studies.
# Needs chromium and Thai fonts (Debian: chromium, fonts-thai-tlwg). CHROMIUM names another browser of that family.
# Bytes differ from run to run (each PDF holds its date); text and pages do not.
set -eu
cd "$(dirname "$0")"
chromium="${CHROMIUM:-chromium}"
profile="$(mktemp -d)"
trap 'rm -rf "$profile"' EXIT
sandbox=
if [ "$(id -u)" = 0 ]; then sandbox=--no-sandbox; fi
mkdir -p files
for source in pdf-sources/*.html; do
  target="files/$(basename "$source" .html).pdf"
  "$chromium" --headless $sandbox --disable-gpu --user-data-dir="$profile" --no-pdf-header-footer \
    --print-to-pdf="$target" "file://$PWD/$source" 2>/dev/null
  test -s "$target"
done
ls -l files
