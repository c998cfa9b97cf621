#!/bin/sh
# Print the Python that .venv is made from: Debian's own where it is new enough, else the one on PATH.
for python in /usr/bin/python3 python3; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "$python"
    exit 0
  fi
done
echo "Máy này chưa có Python 3.11 trở lên; hãy chạy: sudo apt-get install -y python3 python3-venv" >&2
exit 1
