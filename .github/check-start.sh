#!/usr/bin/env bash
# Runs `npm start`, waits until it serves the editor and prints the phone's address, and stops it as Ctrl-C does.
set -euo pipefail
# With job control, `npm start` gets a process group of its own, as in a terminal.
set -m

export PORT="${PORT:-1880}"
editor="http://127.0.0.1:$PORT/"
log="$(mktemp)"

npm start >"$log" 2>&1 &
npm=$!

is_ready() {
  grep -q "Phone " "$log" && curl --fail --silent --output /dev/null "$editor"
}

ready=no
for _ in $(seq 180); do
  if is_ready; then
    ready=yes
    break
  fi
  kill -0 "$npm" 2>/dev/null || break
  sleep 1
done

if [[ "${OS:-}" == Windows_NT ]]; then
  # Windows has no Ctrl-C for another process.
  taskkill //F //T //PID "$(cat "/proc/$npm/winpid")" || true
else
  kill -INT -- "-$npm" 2>/dev/null || true
fi
wait "$npm" || true
cat "$log"

if [[ $ready == no ]]; then
  echo "npm start did not serve $editor"
  exit 1
fi
if curl --silent --output /dev/null "$editor"; then
  echo "npm start still serves $editor after Ctrl-C"
  exit 1
fi
echo "npm start served $editor and stopped"
