"""Times gegravity (Python) on the example that comes with it, which scenarios/gravity-example.yaml asks too.

    python3 bench/peers/gegravity.py GEGRAVITY [RUNS]

GEGRAVITY: a checkout of its sources. Needs numpy, pandas and scipy. The packages gme and statsmodels, which it imports for names of
types, are not needed: empty ones stand in where they are missing.
"""

import contextlib
import importlib.util
import io
import statistics
import sys
import time
import types
import warnings
from pathlib import Path

RUNS_UNLESS_SAID = 5


# Imported for the names of types alone.
TYPES_ONLY = {
    "gme.estimate.EstimationModel": "EstimationModel",
    "statsmodels.genmod.generalized_linear_model": "GLMResultsWrapper",
}


def stand_in_for_types() -> None:
    for module, name in TYPES_ONLY.items():
        parts = module.split(".")
        if importlib.util.find_spec(parts[0]) is not None:
            continue
        for depth in range(1, len(parts) + 1):
            sys.modules[".".join(parts[:depth])] = types.ModuleType(".".join(parts[:depth]))
        setattr(sys.modules[module], name, type(name, (), {}))


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("usage: gegravity.py GEGRAVITY [RUNS]")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS_UNLESS_SAID
    stand_in_for_types()
    sys.path.insert(0, str(Path(sys.argv[1]) / "src"))
    warnings.simplefilter("ignore")
    import gegravity as ge
    import pandas as pd

    sample = Path(__file__).resolve().parents[2] / "scenarios" / "gravity-example" / "sample.csv"
    data = pd.read_csv(sample)
    data["year"] = "2006"
    data["constant"] = 1
    # Observed trade, which nothing that is printed here rests on.
    data["trade"] = 1.0
    baseline = ge.BaselineData(
        data, imp_var_name="importer", exp_var_name="exporter", year_var_name="year", trade_var_name="trade",
        expend_var_name="E", output_var_name="Y",
    )
    names = ["lndist", "contiguity", "common_language", "pta", "international", "constant"]
    values = [-0.3898623, 0.891577, 0.0326249, 0.4711383, -3.412584, 16.32434]
    coefficients = ge.CostCoeffs(
        estimates=pd.DataFrame({"var": names, "beta": values, "stderr": [0.1] * len(names)}),
        identifier_col="var", coeff_col="beta", stderr_col="stderr",
    )
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        model = ge.OneSectorGE(
            baseline=baseline, cost_coeff_values=coefficients, cost_variables=names, year="2006", reference_importer="DEU", sigma=5,
        )
        with contextlib.redirect_stdout(io.StringIO()):
            model.build_baseline(omr_rescale=1)
        changed = model.baseline_data.copy()
        for importer, exporter in (("CAN", "JPN"), ("JPN", "CAN")):
            changed.loc[(changed["importer"] == importer) & (changed["exporter"] == exporter), "pta"] = 1
        with contextlib.redirect_stdout(io.StringIO()):
            model.define_experiment(changed)
            model.simulate()
        seconds.append(time.perf_counter() - started)
    print(f"gegravity, {runs} runs: least {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s")
    print(model.country_results.loc[["CAN", "JPN"]].T.to_string())


main()
