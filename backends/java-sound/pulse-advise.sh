#!/bin/sh
# Foretold and seen underruns on a PulseAudio server without hardware, at three sizes of the ring: docs/prediction.md.
#
#   backends/java-sound/pulse-advise.sh [options of `vorlauf advise` in the place of: --seconds 30 --verify-rings 2,4,8 --target 1e-3]
#
# Starts a server with a null sink of its own, which nobody else on the machine sees, measures half a minute, foretells,
# plays half a minute at each size, and ends the server again, by its process id. What other programs do meanwhile is in
# the figures: it refuses to begin where two or more of them want to run; PULSE_ADVISE_ANYWAY=1 begins all the same.
# VORLAUF_JAVA_OPTS chooses the collector (G1).
set -euf

die() {
    printf 'pulse-advise: %s\n' "$1" >&2
    exit 3
}

for command in pulseaudio pactl; do
    command -v "$command" >/dev/null 2>&1 || die "install the packages pulseaudio, pulseaudio-utils, libasound2-plugins"
done
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd) || die 'cannot find the checkout'
"$root/vorlauf" --version >/dev/null || exit 3 # builds what is missing, before the load counts
[ $# -gt 0 ] || set -- --seconds 30 --verify-rings 2,4,8 --target 1e-3
load=$(cut -d ' ' -f 1 /proc/loadavg)
if [ "${load%.*}" -ge 2 ] && [ -z "${PULSE_ADVISE_ANYWAY:-}" ]; then
    die "the load is $load: others would be measured as well; wait until it is below 2"
fi

folder=$(mktemp -d)
server=
finish() {
    if [ -n "$server" ]; then
        kill -9 "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' HUP INT TERM

mkdir "$folder/home"
mkdir -m 700 "$folder/run"
# A client that finds no server must not start one of its own, which nobody would end.
printf 'autospawn = no\n' >"$folder/client.conf"
# Without norewinds the sink stands still for seconds at a time.
cat >"$folder/server.pa" <<END
load-module module-native-protocol-unix auth-anonymous=1
load-module module-null-sink sink_name=vorlauf format=float32le rate=48000 channels=2 norewinds=1
set-default-sink vorlauf
END
cat >"$folder/asound.conf" <<END
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
END
unset PULSE_SERVER PULSE_SINK DBUS_SESSION_BUS_ADDRESS 2>/dev/null || true
export XDG_RUNTIME_DIR="$folder/run" PULSE_CLIENTCONFIG="$folder/client.conf" ALSA_CONFIG_PATH="$folder/asound.conf"
HOME=$folder/home pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --realtime=no \
    --high-priority=no --disable-shm=yes -F "$folder/server.pa" >/dev/null 2>&1 &
server=$!
tries=0
until HOME=$folder/home pactl info >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || die 'the server ended'
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || die 'the server does not answer'
    sleep 0.1
done

printf 'load %s; ' "$load"
cat /proc/loadavg
# The period of Java Sound is 512 frames; PulseAudio's own buffer is long (docs/devices.md).
HOME=$folder/home VORLAUF_JAVA_OPTS=${VORLAUF_JAVA_OPTS:--XX:+UseG1GC} "$root/vorlauf" advise \
    "$root/runtime/examples/Voices.java" --backend java-sound --option buffer-frames=2048 --garbage 100 \
    --verify "$@" || [ $? -eq 1 ]
cat /proc/loadavg
