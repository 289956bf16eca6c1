#!/bin/sh
# Starts one program of the image: the first argument names it, the others are the program's own.
set -eu

program=${1:-}
case $program in
api | worker | relay | notifier | cli) file=apps/$program/main.js ;;
sign-in) file=deploy/local/sign-in/main.js ;;
set-up) file=deploy/local/set-up-main.js ;;
*)
  echo "There is no program '$program' here. Name one of" >&2
  echo '  api worker relay notifier   the product' >&2
  echo '  cli                         its command line' >&2
  echo '  sign-in set-up              for the example company: sign-in without passwords, its people and customers' >&2
  exit 2
  ;;
esac
shift

# exec: signals reach node, and its exit code is the container's.
exec node --enable-source-maps "$(dirname "$0")/dist/$file" "$@"
