#!/bin/bash
# Writes each template to the configuration folder with the environment's variables filled in.
set -euo pipefail

templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

# Only names that exist: Nginx's own $variables stay as they are.
defined_variables() {
  compgen -e | grep -E "${NGINX_ENVSUBST_FILTER:-}" | sed 's/.*/${&}/' | tr '\n' ' '
}

fill_in() {
  local file=$1 target
  target=$output/${file#"$templates"/}
  target=${target%"$suffix"}
  mkdir -p "$(dirname "$target")"
  envsubst "$variables" <"$file" >"$target"
}

if [[ ! -d $templates ]]; then exit 0; fi
if [[ ! -w $output ]]; then
  echo "$0: ERROR: $templates exists, but $output is not writable" >&2
  exit 0
fi
variables=$(defined_variables)
while IFS= read -r -d '' file; do
  fill_in "$file"
done < <(find -L "$templates" -follow -type f -name "*$suffix" -print0)
