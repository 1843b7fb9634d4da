#!/bin/sh
# Tokens a second of one conversation in int8 while nothing else runs, and beside a training whose
# priority is the same, a lower one (nice), and none at all (SCHED_IDLE, which nights have).
#
#   sh bench/kernels/beside.sh FOLDER_OF_A_MODEL [ROUNDS]
#
# In the root of the repository, once it is built; on Linux, with a JDK 25 on the path.
set -eu
model=$1
classes=$(mktemp -d)
libraries="bots/target/app/*:bots/target/lib/*"
export GOMP_SPINCOUNT=5000 OMP_NUM_THREADS=2
export GLIBC_TUNABLES=glibc.malloc.mmap_threshold=2097152:glibc.malloc.hugetlb=1
flags="-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
training=
trap '[ -z "$training" ] || kill "$training" 2>/dev/null; rm -rf "$classes"' EXIT
javac -d "$classes" -cp "$libraries" bench/generate/Decode.java bench/kernels/Step.java

for round in $(seq "${2:-3}"); do
    for yields in alone env "nice -n 10" "nice -n 19" "chrt -i 0"; do
        if [ "$yields" != alone ]; then
            # shellcheck disable=SC2086
            $yields java $flags -cp "$classes:$libraries" Step 100000 adamw float32 >/dev/null 2>&1 &
            training=$!
            sleep 6
        fi
        # shellcheck disable=SC2086
        printf 'round %s, %-10s ' "$round" "$yields"
        java $flags -Xmx256m -cp "$classes:$libraries" Decode "$model" int8 64 128 3 2>/dev/null | tail -n 1
        if [ -n "$training" ]; then
            kill "$training"
            wait "$training" 2>/dev/null || true
            training=
        fi
    done
done
