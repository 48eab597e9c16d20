# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# Installs what was found missing: packages first, then independent lanes side by side.

install_missing() {
  keep_cache
  lock_cache
  rm -rf "$cache"/building.* # of a launcher that was killed

  assess # another launcher may have installed it while this one waited
  if ((${#packages[@]})); then
    echo "ready: installing ${packages[*]}" >&2
    in_log packages install_packages &
    wait "$!" || failed packages
  fi
  local lanes=() lane
  run_lane node "${node_steps[@]}"
  run_lane go "${go_steps[@]}"
  run_lane wheel "${wheel_steps[@]}"
  for lane in "${lanes[@]}"; do
    wait "${lane#*:}" || failed "${lane%%:*}"
  done
  unlock_cache
}

# Starts the steps of a lane, in order, in the background.
run_lane() {
  local name=$1
  shift
  if (($# == 0)); then return 0; fi
  echo "ready: ${*//_/ }" >&2
  in_log "$name" in_order "$@" &
  lanes+=("$name:$!")
}

in_order() {
  local step
  for step in "$@"; do "$step"; done
}

in_log() {
  local name=$1
  shift
  "$@" >"$cache/log/$name.log" 2>&1
}

failed() {
  tail -n 20 "$cache/log/$1.log" >&2
  stop 3 "installing ($1): expected it to succeed, found the error above" "mend it and run again; the whole log: $cache/log/$1.log"
}
