#!/usr/bin/env bash
# Sets peers beside Entente on the same questions, one after the other in one run: what is there is timed, what is not is named.
#
#   KITE=checkout GEGRAVITY=checkout REFERENCE=folder bench/peers/run.sh
#
# KITE and GEGRAVITY: checkouts of their sources; cp2015: an installed R package. REFERENCE: a folder with the paper's tables as a world
# (world/), nafta-tariffs.csv and nafta-expected.csv; by default ../shared/reference/cp2015 beside the repository.
set -euo pipefail
cd "$(dirname "$0")/../.."
reference=${REFERENCE:-../shared/reference/cp2015}

entente() { dotnet run -c Release --project bench/Entente.Bench -- quick; }
kite() {
  Rscript bench/peers/kite.R "$KITE" "$reference/world" "$reference/nafta-tariffs.csv" "$reference/nafta-expected.csv" "$@"
}

dotnet build -c Release bench/Entente.Bench > /dev/null
entente
if [ -n "${KITE:-}" ] && [ -d "$reference/world" ]; then kite 1e-10 3; kite 1e-4 3; else echo "KITE: not here"; fi
if Rscript -e 'quit(status = !requireNamespace("cp2015", quietly = TRUE))' 2> /dev/null; then
  Rscript bench/peers/cp2015.R 1e-10 3 1
else
  echo "cp2015: not here"
fi
if [ -n "${GEGRAVITY:-}" ]; then python3 bench/peers/gegravity.py "$GEGRAVITY" 5; else echo "gegravity: not here"; fi
entente
