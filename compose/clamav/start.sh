#!/bin/sh
# Fetches signatures, and again by its own schedule, and becomes the scanner as soon as there are some.
set -eu

write_settings() {
  {
    cat /etc/clamav/freshclam.conf
    if [ -n "$SIGNATURES_URL" ]; then
      printf 'DatabaseMirror localhost\nDatabaseCustomURL %s\n' "$SIGNATURES_URL"
    else
      printf 'DatabaseMirror database.clamav.net\n'
    fi
  } >/tmp/freshclam.conf
  { cat /tmp/freshclam.conf && echo 'NotifyClamd /etc/clamav/clamd.conf'; } >/tmp/freshclam-notify.conf
}

# fetch SETTINGS: what the scanner has stays when nothing better comes; health.sh looks at the time of the last success.
fetch() {
  freshclam --config-file="$1" --stdout --quiet ${SIGNATURES_URL:+--update-db=custom} && touch /var/tmp/checked
}

# The shell is process 1 until there is a scanner, and would ignore signals.
trap 'exit 0' TERM INT
write_settings
until [ -e /var/tmp/checked ] || fetch /tmp/freshclam.conf; do sleep 2; done
while :; do
  sleep "$SIGNATURES_INTERVAL"
  fetch /tmp/freshclam-notify.conf || true
done &
exec clamd --config-file=/etc/clamav/clamd.conf
