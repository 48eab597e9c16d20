# shellcheck shell=bash disable=SC2154 # globals are those of ./stackproof
# A Docker daemon that answers. One that runs is never touched.

daemon_answers() {
  REPLY=$("$client" version --format '{{.Server.Version}}' 2>&1)
}

# A host that the caller names is used as it is: when it is dead nothing is installed or started.
refuse_dead_host() {
  if [[ -z $needs_docker || -z ${DOCKER_HOST:-} ]]; then return 0; fi
  if [[ -n $client ]]; then
    if daemon_answers; then return 0; fi
  else
    case $DOCKER_HOST in
    unix://*) if [[ -S ${DOCKER_HOST#unix://} ]]; then return 0; fi ;;
    *) return 0 ;;
    esac
    REPLY='no socket there'
  fi
  dead_host
}

dead_host() {
  stop 3 "DOCKER_HOST=$DOCKER_HOST: expected a Docker daemon that answers, found: ${REPLY//$'\n'/ }" \
    'start that daemon, or unset DOCKER_HOST to use the one of this machine; nothing was started or installed'
}

ready_daemon() {
  if [[ -n ${DOCKER_HOST:-} ]]; then dead_host; fi
  local context how
  context=$(docker context inspect --format '{{.Name}}')
  if [[ $context != default ]]; then
    stop 3 "Docker context $context: expected a daemon that answers, found: ${REPLY//$'\n'/ }" \
      'start that daemon, or run: docker context use default'
  fi
  if [[ -d /run/systemd/system ]]; then how='systemctl start docker'; else how='dockerd'; fi
  if ((EUID != 0)); then
    stop 3 "Docker daemon: expected an answer, found: ${REPLY//$'\n'/ }" "as root: $how; then be in the group docker"
  fi
  lock_cache
  if ! daemon_answers; then start_daemon; fi
  unlock_cache
}

start_daemon() {
  echo 'ready: starting the Docker daemon' >&2
  if [[ -d /run/systemd/system ]]; then
    systemctl start docker || true # the wait below tells what its journal says
    await_daemon "$$" journalctl -u docker -n 20 --no-pager
  else
    local settings
    mapfile -t settings < <(daemon_settings)
    setsid dockerd "${settings[@]}" </dev/null >>"$cache/log/dockerd.log" 2>&1 9>&- &
    await_daemon "$!" tail -n 20 "$cache/log/dockerd.log"
  fi
}

# Asked until it answers, its process is gone or 60 s have passed.
await_daemon() {
  local process=$1 deadline=$((SECONDS + 60))
  shift
  until daemon_answers; do
    if ((SECONDS >= deadline)) || [[ ! -d /proc/$process ]]; then
      "$@" >&2
      stop 3 "Docker daemon: expected an answer within 60 s, found: ${REPLY//$'\n'/ }" 'mend what its last lines above name'
    fi
    sleep 0.2 # between two questions
  done
}

# What the machine's own daemon.json settles is left to it: the daemon refuses a setting given twice.
daemon_settings() {
  if ! grep -qs '"mtu"' /etc/docker/daemon.json; then printf -- '--mtu\n%s\n' "$(outer_mtu)"; fi
  if ! grep -qs '"default-address-pools"' /etc/docker/daemon.json; then
    printf -- '--default-address-pool\nbase=10.200.0.0/14,size=24\n'
  fi
}

# Of the interface that holds the default route; packets of containers must fit through it.
outer_mtu() {
  local name
  name=$(awk '$2 == "00000000" { print $1; exit }' /proc/net/route)
  if [[ -r /sys/class/net/$name/mtu ]]; then cat "/sys/class/net/$name/mtu"; else echo 1500; fi
}
