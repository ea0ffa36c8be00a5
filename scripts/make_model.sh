#!/bin/sh
# Rebuild the shipped embedding and model from the corpus in one command:
#
#     sh scripts/make_model.sh CORPUS
#
# CORPUS holds the recordings of docs/training-data.csv. Needs the extra "train", FluidSynth and the sound fonts named
# in docs/model-card.md. Time, memory and seeds are stated there.
set -eu
[ $# -eq 1 ] || { echo "use: sh scripts/make_model.sh CORPUS" >&2; exit 2; }
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
"$python" scripts/make_embedding.py "$1" --out tempo_ssl/data/rhythm.onnx --cache cache
"$python" -m tempo_ssl train "$1" --out tempo_ssl/data/default.tempo --cache cache --force
