#!/usr/bin/env bash
# Starts an agent with the BLAS kernels that fit this CPU: OpenBLAS 0.3.19 takes CPUs newer than
# itself for old ones. TRIBUTARY_BLAS_CORE overrides.
set -euo pipefail
flags=" $(sed -n '/^flags/{s/^flags[^:]*://p;q}' /proc/cpuinfo) "
has() { for flag in "$@"; do [[ "$flags" == *" $flag "* ]] || return 1; done; }

core="" extension=""
if has avx512f avx512bw avx512vl avx512dq; then
  core=SkylakeX extension=-avx512
elif has avx2 fma; then
  core=Haswell extension=-avx2
fi
core="${TRIBUTARY_BLAS_CORE:-$core}"
[[ -z "$core" ]] || export OPENBLAS_CORETYPE="$core"

# Given even when empty: without it the widest variant is loaded, whatever the CPU can do.
exec java -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
  --add-opens=java.base/java.nio=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  "-Dorg.bytedeco.javacpp.platform.extension=$extension" \
  -cp '/opt/tributary/*' io.tributary.agent.AgentMain
