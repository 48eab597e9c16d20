#!/bin/sh
# Healthy when the scanner finds the EICAR test file, and news of signatures were looked for within a day.
set -eu

# In two parts, so that no scanner takes this file for the test file. The dollar signs are its own.
# shellcheck disable=SC2016
readonly first='X5O!P%@AP[4\PZX54(P^)7CC)7}$' second='EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

found=$(printf '%s%s' "$first" "$second" | clamdscan --config-file=/etc/clamav/clamd.conf --no-summary --stream -) || true
case "$found" in
*FOUND) ;;
*)
  echo "clamav: expected the EICAR test file found, found '$found'" >&2
  exit 1
  ;;
esac
if [ -z "$(find /var/tmp/checked -mmin -1440)" ]; then
  echo 'clamav: expected a look for new signatures within a day, found none' >&2
  exit 1
fi
