# Every target sets up .venv first if it is not up to date. The program behind them: .venv/bin/python -m scenes --help
# SCENE=name  QUALITY=preview|draft|lecture|uhd  CONFIG=file.toml  JOBS=n  OUT=folder  CLUSTER=address of a Dask scheduler
# NARRATION=off for silent films  ENCODER=auto to use one in hardware  BEAT=name and AS=webm|gif for export
# PYTHON=interpreter for set-up. SCENE may hold several names, split as a shell splits words ('a name' stays one) but
# expanding nothing.

# A value is text: make does not expand it, and the shell takes it from its environment, quoted once.
asked := SCENE QUALITY CONFIG JOBS OUT CLUSTER NARRATION ENCODER BEAT AS PYTHON
ifeq ($(origin AS),default)
AS :=
endif
$(foreach name,$(asked),$(if $(value $(name)),$(eval override $(name) := $$(value $(name)))$(eval export $(name))))

scenes := .venv/bin/python -m scenes
names := $${SCENE:+--scenes="$$SCENE"}
config := $${CONFIG:+--config="$$CONFIG"}
out := $${OUT:+--out="$$OUT"}
quality := $${QUALITY:+--quality="$$QUALITY"}
jobs := $${JOBS:+--jobs="$$JOBS"}
narration := $${NARRATION:+--narration="$$NARRATION"}
encoder := $${ENCODER:+--encoder="$$ENCODER"}
drawing := $(config) $(out) $(quality) $(jobs) $(encoder)

.PHONY: help setup render preview clips slides page export list examples plan audit staging bench hear latency pictures test menagerie mutations check clean

help: ## print this list
	@echo 'make <target> [SCENE=name] [QUALITY=preview|draft|lecture|uhd] [CONFIG=file.toml] [JOBS=n] [OUT=folder] [CLUSTER=address] [NARRATION=off] [ENCODER=auto]'
	@sed -n 's/^\([a-z]*\):.*## /  \1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name does; do printf '  %-9s %s\n' "$$name" "$$does"; done

setup: ## install what is needed into .venv, if it is not there yet
	@tools/setup

render: setup ## draw what has changed of the lecture into build/, or of SCENE="one or_more" into build/chapters
	@$(scenes) render $(names) $(drawing) $(narration) $${CLUSTER:+--cluster="$$CLUSTER"}

preview: setup ## draw one SCENE small and quick, and open it where there is a screen
	@$(scenes) preview $(if $(SCENE),,$(error make preview needs SCENE=name; make list prints the names))$(names) $(config) $(out)

clips: setup ## make every beat a film of its own in build/clips, with an index
	@$(scenes) clips $(names) $(drawing) $(narration)

slides: setup ## make decks to step through in class in build/slides: a web page in one file, and PowerPoint
	@$(scenes) slides $(names) $(drawing)

page: setup ## make build/page/index.html: the lecture to watch, to step through, to drag, without a network
	@$(scenes) page $(names) $(drawing) $(narration)

export: setup ## draw a SCENE, or one BEAT of it, AS=webm (without a background) or AS=gif into build/exports
	@$(scenes) export $(if $(SCENE),,$(error make export needs SCENE=name; make list prints the names))$(names) \
	    $(if $(AS),,$(error make export needs AS=webm or AS=gif))--as="$$AS" $${BEAT:+--beat="$$BEAT"} $(config) $(out) $(quality)

list: setup ## print the chapters' names and titles
	@$(scenes) list

examples: setup ## print the published examples in config/examples: their chapters, published numbers, ours
	@$(scenes) examples

plan: setup ## print beats, times, captions and shown numbers without drawing
	@$(scenes) plan $(names) $(config)

audit: setup ## prove that what stands on screen is right and legible
	@$(scenes) audit $(names) $(config) $(out)

staging: setup ## judge as well what fills the frame and what moves in it: the audit with its rules on staging
	@$(scenes) audit --staging $(names) $(config) $(out)

bench: setup ## time Manim's own command, this one and the encoder alone: on SCENEs, or on five chapters and three scene files
	@$(scenes) bench $(names) $(quality)

hear: setup ## measure what a speech recogniser understands of the lecture, or of SCENE: its word error rate
	@.venv/bin/python -m tools.hear $(names) $(config)

latency: setup ## measure how soon a picture that is dragged on the page follows the pointer, in Chromium
	@.venv/bin/python -m tools.latency

pictures: setup ## draw the README's pictures in docs/ anew
	@.venv/bin/python -m tools.pictures

test: setup ## run the tests; some want chromium and libreoffice-impress and are skipped without
	@command -v chromium >/dev/null || echo 'chromium is not installed: the tests that open page and decks are skipped'
	@command -v soffice >/dev/null || echo 'libreoffice is not installed: the test that opens the PowerPoint file is skipped'
	@.venv/bin/python -m pytest -n 2 --dist worksteal tests

menagerie: setup ## paint every scene of the tests' menagerie with Manim's renderer and with ours, and compare the frames
	@.venv/bin/python -W ignore -m tests.scenes.film.frames.menagerie

mutations: setup ## edit small scenes in thousands of ways and see that no key of a beat promises other frames
	@.venv/bin/python -W ignore -m tests.scenes.film.digests.mutations --count 3000

check: setup ## lint, formatting, types, arrows between rooms, and paths that belong to one machine
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m mypy --strict backprop_core config scenes tests tools
	@.venv/bin/lint-imports --no-cache
	@tools/guard

clean: ## remove build/ and the tools' caches; .venv stays
	@rm -rf build .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find backprop_core config scenes tests -name __pycache__ -type d -prune -exec rm -rf {} +
