# shellcheck shell=bash
# './tributary cluster up|down': the same platform in containers. Sourced by the launcher.

cluster_help() {
  cat <<'HELP'
Usage: tributary cluster up [--agents N]
       tributary cluster down [--volumes]
Runs the platform in containers: PostgreSQL, Kafka, control plane, dashboard, N agents (default 2).
  up      builds the jars and the images, starts the containers and returns when they are healthy
  down    stops and removes the containers; data stays in volumes unless --volumes is given
Try it:   tributary demo --cluster --exit
The command line talks to it with TRIBUTARY_HOME=$TRIBUTARY_HOME/cluster (default .tributary/cluster).
HELP
}

# What containers and volumes are named after; Compose's own variable.
project="${COMPOSE_PROJECT_NAME:-tributary}"

# docker compose (v2) or docker-compose (v1), from the repository's root, where .env lies.
compose() {
  if docker compose version >/dev/null 2>&1; then
    (cd "$root" && docker compose -p "$project" "$@")
  elif command -v docker-compose >/dev/null; then
    (cd "$root" && docker-compose -p "$project" "$@")
  else
    die "Docker Compose is not installed; install the plugin docker-compose-plugin or docker-compose."
  fi
}

need_engine() {
  command -v docker >/dev/null || die "Docker is not installed; see https://docs.docker.com/engine/install/."
  docker info >/dev/null 2>&1 || die "no Docker engine answers; start it, or join the group docker."
}

secret() { head -c 32 /dev/urandom | base64 | tr -dc 'A-Za-z0-9' | head -c 32; }

# Secrets are made once, into a file that only the owner reads and git ignores.
write_env() {
  [[ -f "$root/.env" ]] && return 0
  (umask 077 && cat > "$root/.env" <<ENV
POSTGRES_PASSWORD=$(secret)
TRIBUTARY_AGENT_TOKEN=$(secret)
TRIBUTARY_ADMIN_PASSWORD=$(secret)
ENV
  )
}

# A database keeps the password it was made with: new secrets would lock everybody out of old data.
need_secrets_of_volumes() {
  local volume="${project}_postgres-data"
  if [[ ! -f "$root/.env" ]] && docker volume inspect "$volume" >/dev/null 2>&1; then
    say "the volume $volume holds the data of an earlier cluster, and $root/.env, which has its secrets, is missing."
    die "Put that .env back (another checkout may have it), or delete the data: ./tributary cluster down --volumes"
  fi
}

env_value() { sed -n "s/^$1=//p" "$root/.env"; }

# Lays out what the images copy: one folder of jars per process.
stage() {
  local context="$root/standalone/target/image" module jar
  rm -rf "$context"
  for module in platform-api web-ui worker-agent; do
    mkdir -p "$context/$module"
    tr ':' '\n' < "$root/$module/target/runtime-classpath" | while read -r jar || [[ -n "$jar" ]]; do
      # A hard link where the file system allows it; of two files of one name the first wins.
      [[ -e "$context/$module/${jar##*/}" ]] ||
        ln "$jar" "$context/$module/" 2>/dev/null || cp "$jar" "$context/$module/"
    done
    cp "$root/$module/target/$module.jar" "$context/$module/"
  done
  cp "$root"/docker/{Dockerfile,healthy.sh,agent-entrypoint.sh} "$context/"
}

await_healthy() { # what port
  local waited
  for ((waited = 0; waited < 180; waited++)); do
    if bash "$root/docker/healthy.sh" 127.0.0.1 "$2" 2>/dev/null; then return 0; fi
    sleep 1
  done
  compose logs --tail=30 "$1" >&2 || true
  die "$1 is not healthy after three minutes; the end of its log is above."
}

cluster_up() {
  local agents=2
  while (($#)); do
    case "$1" in
      --agents) agents="${2:-}"; shift 2 || die "--agents needs a number." ;;
      *) die "unknown option $1; see './tributary cluster --help'." ;;
    esac
  done
  [[ "$agents" =~ ^[0-9]+$ ]] || die "--agents is '$agents', not a number."
  need_engine
  need_secrets_of_volumes
  built
  write_env
  stage
  if ! compose up -d --build --scale "worker-agent=$agents" >&2; then
    compose logs --tail=30 postgres kafka platform-api >&2 || true
    die "the containers could not be started; the ends of their logs are above."
  fi
  local web="${TRIBUTARY_WEB_PORT:-8080}" api="${TRIBUTARY_API_PORT:-8081}"
  await_healthy platform-api "$api"
  await_healthy web-ui "$web"
  local home="${TRIBUTARY_HOME:-$PWD/.tributary}/cluster"
  (umask 077 && mkdir -p "$home" &&
    compose exec -T platform-api cat /state/admin.token > "$home/admin.token")
  cat > "$home/endpoints.json" <<JSON
{
  "api" : "http://127.0.0.1:$api",
  "web" : "http://127.0.0.1:$web",
  "kafka" : "kafka:9092",
  "postgres" : "jdbc:postgresql://postgres:5432/tributary",
  "pids" : {"api" : 0, "web" : 0, "kafka" : 0, "postgres" : 0, "agents" : {}}
}
JSON
  echo "The cluster is ready."
  echo "  Dashboard  http://127.0.0.1:$web"
  echo "  API        http://127.0.0.1:$api"
  echo "  Sign in    admin / $(env_value TRIBUTARY_ADMIN_PASSWORD)  (the first password; it is in .env)"
  echo "  More       docker compose -p $project up -d --scale worker-agent=4 --no-recreate"
}

cluster_down() {
  need_engine
  [[ "${1:-}" == "" || "${1:-}" == "--volumes" ]] || die "unknown option $1; see './tributary cluster --help'."
  # Compose wants the images' folder and the secrets to read its file, though nothing here uses them.
  # Secrets are not made: new ones beside old data are what 'cluster up' refuses.
  mkdir -p "$root/standalone/target/image"
  [[ -f "$root/.env" ]] ||
    export POSTGRES_PASSWORD=none TRIBUTARY_AGENT_TOKEN=none TRIBUTARY_ADMIN_PASSWORD=none
  compose down --remove-orphans ${1:+--volumes} >&2
  rm -rf "${TRIBUTARY_HOME:-$PWD/.tributary}/cluster"
  echo "The cluster is stopped."
}

cluster() {
  case "${1:-}" in
    up) shift; case " $* " in *" --help "*|*" -h "*) cluster_help ;; *) cluster_up "$@" ;; esac ;;
    down) shift; case " $* " in *" --help "*|*" -h "*) cluster_help ;; *) cluster_down "$@" ;; esac ;;
    --help|-h) cluster_help ;;
    *) cluster_help >&2; exit 2 ;;
  esac
}
