#!/bin/sh
# Install the Debian packages that a step needs: system.sh [run|test|postgresql].
# Touches neither apt nor the network when everything is there.
set -eu

missing=""
need() { missing="$missing $1"; }

library() { # package, library file
  PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "$2" || need "$1"
}
program() { # package, program
  command -v "$2" >/dev/null 2>&1 || need "$1"
}

needs_of_run() {
  library libpango-1.0-0 libpango-1.0.so.0
  library libpangoft2-1.0-0 libpangoft2-1.0.so.0
  library libharfbuzz-subset0 libharfbuzz-subset.so.0
  [ -e /usr/share/fonts/truetype/croscore/Tinos-Regular.ttf ] ||
    { command -v fc-list >/dev/null 2>&1 && fc-list : family | grep -q '^Tinos'; } || need fonts-croscore
  [ -e /usr/share/zoneinfo/Asia/Ho_Chi_Minh ] || need tzdata
  [ -x .venv/bin/python ] || "$(sh scripts/python.sh)" -c 'import ensurepip' 2>/dev/null || need python3-venv
}

needs_of_test() {
  program chromium chromium
  program poppler-utils pdftotext
}

needs_of_postgresql() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || program postgresql initdb
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

may_install() { # as root, by sudo without a password, or by sudo with somebody there to type it
  command -v apt-get >/dev/null 2>&1 || return 1
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null 2>&1; }
}

install_missing() {
  echo "Cài thư viện hệ thống:$missing" >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

"needs_of_${1:-run}"
[ -n "$missing" ] || exit 0
may_install && install_missing && exit 0
echo "Không tự cài được thư viện hệ thống; đồng chí hãy chạy: sudo apt-get install -y --no-install-recommends$missing" >&2
exit 1
