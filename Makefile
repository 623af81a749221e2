# clausebridge: make demo · make test · make check · make bench
PYTHON  ?= python3
VENV    ?= .venv
LIBRARY ?= demo/library
PORT    ?= 8501
SERVE   ?= 1
WORKERS ?= 2

BIN := $(VENV)/bin
TORCH_CPU := https://download.pytorch.org/whl/cpu

.PHONY: demo test check bench clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@# On Linux plain pip brings the CUDA build of torch: take the CPU build where PyTorch's own index answers.
	@if [ "$$(uname -s)" = Linux ] && ! $(BIN)/python -c 'import torch' 2>/dev/null; then \
	  $(BIN)/python -m pip install --quiet --timeout 10 --retries 0 --index-url $(TORCH_CPU) 'torch>=2.3,<3' 2>/dev/null \
	  || echo "PyTorch's CPU index does not answer: torch comes with the other packages"; fi
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(VENV)/installed
	$(BIN)/clausebridge ingest corpora/standards/*.pdf --library $(LIBRARY)
	$(BIN)/python -m corpora.demo --library $(LIBRARY) --out demo
	@if [ "$(SERVE)" = 0 ]; then echo "The demo is ready. Start the app with: $(BIN)/clausebridge review --library $(LIBRARY)"; \
	else $(BIN)/clausebridge review --library $(LIBRARY) --port $(PORT); fi

test: $(VENV)/installed
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

check: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) demo build dist *.egg-info
