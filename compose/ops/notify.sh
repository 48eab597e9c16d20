#!/usr/bin/env bash
# Tells people, by every channel that the environment names.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: notify.sh SUBJECT <TEXT

Sends the subject and the first 1800 characters of standard input to each channel that is named:

  NOTIFY_SLACK_URL, NOTIFY_DISCORD_URL  addresses of webhooks
  NOTIFY_SMTP_URL                       smtp://host:port or smtps://…, with NOTIFY_MAIL_FROM and NOTIFY_MAIL_TO

Exit codes: 0 all were told, 1 one could not be told, 2 the call is wrong or no channel is named.
Example: notify.sh 'Deploy of v1.2.3 failed' <deploy.log
TEXT
}

# Addresses of webhooks are secrets: they stand in no argument, where any user of the machine could read them.
send() { curl --silent --show-error --fail --max-time 20 --config <(printf 'url = "%s"\n' "$1") "${@:2}"; }

json() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "${text//[[:cntrl:]]/}"
}

# webhook NAME URL KEY
webhook() {
  if [[ -z $2 ]]; then return; fi
  channels=$((channels + 1))
  printf '{%s:%s}' "$(json "$3")" "$(json "$subject"$'\n'"$body")" |
    send "$2" --header 'content-type: application/json' --data-binary @- >/dev/null || failed "$1"
}

mail() {
  if [[ -z ${NOTIFY_SMTP_URL:-} ]]; then return; fi
  channels=$((channels + 1))
  local from=${NOTIFY_MAIL_FROM:?NOTIFY_MAIL_FROM is required, the sender} to=${NOTIFY_MAIL_TO:?NOTIFY_MAIL_TO is required, the receiver}
  {
    printf 'From: %s\nTo: %s\nDate: %s\n' "$from" "$to" "$(date --rfc-email)"
    printf 'Subject: =?UTF-8?B?%s?=\n' "$(base64 --wrap=0 <<<"${subject//[[:cntrl:]]/ }")"
    printf 'Content-Type: text/plain; charset=utf-8\n\n%s\n' "$body"
  } | sed 's/\r*$/\r/' |
    send "$NOTIFY_SMTP_URL" --mail-from "$from" --mail-rcpt "$to" --upload-file - >/dev/null || failed mail
}

failed() {
  echo "notify: expected $1 to take it, found it did not" >&2
  failures=$((failures + 1))
}

if [[ ${1:-} == --help ]]; then usage && exit 0; fi
if (($# != 1)) || [[ -z $1 ]]; then
  usage >&2
  exit 2
fi
subject=$1 body=$(cat)
body=${body:0:1800}
channels=0 failures=0
webhook Slack "${NOTIFY_SLACK_URL:-}" text
webhook Discord "${NOTIFY_DISCORD_URL:-}" content
mail
if ((channels == 0)); then
  echo 'notify: expected a channel in the environment, found none; see --help' >&2
  exit 2
fi
if ((failures > 0)); then exit 1; fi
