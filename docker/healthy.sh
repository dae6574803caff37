#!/usr/bin/env bash
# healthy HOST PORT: status 0 when /actuator/health there answers 200. Needs bash alone.
set -euo pipefail
exec 3<>"/dev/tcp/$1/$2"
printf 'GET /actuator/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$1" >&3
read -r -t 4 _ status _ <&3
[[ "$status" == 200 ]]
