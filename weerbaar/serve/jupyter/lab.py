"""JupyterLab, without what its import spends most time on (see the package)."""

from __future__ import annotations

from jupyterlab.labapp import main

if __name__ == "__main__":
    main()
