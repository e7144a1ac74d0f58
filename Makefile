# What a developer types and CI types. This file and .ci/run alone know where the real inputs lie.
CORPUS ?= $(abspath ../shared/data)
export REGISTRY_CORPUS := $(wildcard $(CORPUS))

run:
	dotnet run --project src/EvidenceRegistry

check:
	dotnet build EvidenceRegistry.sln
	dotnet test

golden:
	UPDATE_GOLDEN=1 dotnet test

# Pictures of the help, from the pages as they are.
pictures:
	UPDATE_PICTURES=1 dotnet test --project tests/EvidenceRegistry.Tests --filter-namespace EvidenceRegistry.Tests.Pages

# make migration name=WhatChanged: one step for each database
migration:
	dotnet tool restore
	dotnet ef migrations add $(name) --project src/EvidenceRegistry --context SqliteRegistryDb --output-dir Storage/Migrations/Sqlite
	dotnet ef migrations add $(name) --project src/EvidenceRegistry --context PostgresRegistryDb --output-dir Storage/Migrations/Postgres

# Measurements and proofs; each writes its table.
LOAD = dotnet run -c Release --project bench/Load --
TESTS = dotnet artifacts/bin/EvidenceRegistry.Tests/release/EvidenceRegistry.Tests.dll

load:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) load --out bench/results/load.md

pages:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) pages --out bench/results/pages.md

# The same while tags and duplicates of the load are still worked off.
pages-busy:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) pages --rest no --out bench/results/pages-busy.md

journey:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) journey --out bench/results/journey.md

# Beside Elasticsearch: make quality ELASTICSEARCH=http://127.0.0.1:9200
quality:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) quality $(if $(ELASTICSEARCH),--elasticsearch $(ELASTICSEARCH)) --out docs/search-quality.md --json mappings/search-quality.json

slips:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) slips --out bench/results/slips.md

# Three contestants: make beside ELASTICSEARCH=http://127.0.0.1:9200 POSTGRES='Host=127.0.0.1;Username=registry;Database=empty'
beside:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) beside --elasticsearch $(ELASTICSEARCH) --postgres "$(POSTGRES)" --out bench/results/beside.md --bodies bench/results/beside-questions.md

# make feed ELASTICSEARCH=http://127.0.0.1:9200 POSTGRES='Host=127.0.0.1;Username=registry;Database=empty'
feed:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) feed --elasticsearch $(ELASTICSEARCH) --postgres "$(POSTGRES)" --out bench/results/feed.md

nasty:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) nasty --out docs/proofs/hostile-pdfs.md

harvest:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) harvest --out bench/results/harvest.md
	dotnet build -c Release tests/EvidenceRegistry.Tests
	DOTNET_TieredPGO=0 REGISTRY_SPEED_ROUNDS=6 $(TESTS) --filter-class EvidenceRegistry.Tests.Harvesting.HarvestSpeedTests --output Detailed

import:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) import --files arxiv:0,arxiv-table:0,news:10000,news-escaped:10000,arxiv:100000,arxiv:300000 --out bench/results/import.md

rebuild:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) rebuild --out bench/results/rebuild.md

# Ten thousand records from the embedded engines to servers: make move ELASTICSEARCH=http://127.0.0.1:9200 POSTGRES='Host=127.0.0.1;Username=registry;Database=empty'
move:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) move --elasticsearch $(ELASTICSEARCH) --postgres "$(POSTGRES)" --out bench/results/move.md

retag:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) retag --out bench/results/retag.md

duplicates:
	$(LOAD) duplicates --out bench/results/duplicates.md

JUDGED = tests/EvidenceRegistry.Tests/Tagging/judged

# Proposed tags against judged news texts.
tagger:
	dotnet run -c Release --project bench/FullText -- judged --news $(REGISTRY_CORPUS)/bulk/thaigov-10k.jsonl.gz \
	  --judged $(JUDGED)/news.csv,$(JUDGED)/news-more.csv --out bench/results/tagger.md

# Weights of words that ship, from the judged texts that are no test.
taught:
	dotnet run -c Release --project bench/FullText -- taught --news $(REGISTRY_CORPUS)/bulk/thaigov-10k.jsonl.gz \
	  --judged $(JUDGED)/news.csv,$(JUDGED)/news-more.csv --out mappings/tagging/taught/subTarget.json
	dotnet run -c Release --project bench/FullText -- taught --news $(REGISTRY_CORPUS)/bulk/thaigov-10k.jsonl.gz \
	  --judged $(JUDGED)/factors-more.csv --scheme factor --out mappings/tagging/taught/factor.json

# English research records, datasets and factors against judgements.
tagger-sets:
	dotnet run -c Release --project bench/FullText -- sets --corpus $(REGISTRY_CORPUS) --judged $(JUDGED) --out bench/results/tagger-sets.md

# What learning from decisions gains, cross-validated over the same texts.
learn:
	dotnet run -c Release --project bench/FullText -- learn --news $(REGISTRY_CORPUS)/bulk/thaigov-10k.jsonl.gz \
	  --judged $(JUDGED)/news.csv,$(JUDGED)/news-more.csv --out bench/results/learn.md

# From which confidence of a sub-target on its factors are proposed.
likely:
	dotnet run -c Release --project bench/FullText -- likely --news $(REGISTRY_CORPUS)/bulk/thaigov-10k.jsonl.gz \
	  --judged $(JUDGED) --out bench/results/likely.md

# Another tree, the 17 Sustainable Development Goals, against labelled English paragraphs.
sdg:
	dotnet run -c Release --project bench/FullText -- sdg --corpus $(REGISTRY_CORPUS) --out bench/results/sdg.md

# Places found against judged mentions.
places:
	dotnet run -c Release --project bench/FullText -- places --news $(REGISTRY_CORPUS)/bulk/thaigov-10k.jsonl.gz \
	  --judged $(JUDGED)/places.csv --out bench/results/places.md

memory:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) memory --postgres "$(REGISTRY_POSTGRES)" --elasticsearch "$(REGISTRY_ELASTICSEARCH)" --out bench/results/memory.md

start:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) start --out bench/results/start.md

# PostgreSQL restarted at once five times while studies come in; RESTART is the command that does it.
prove-postgres:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) postgres-restart --postgres "$(REGISTRY_POSTGRES)" --elasticsearch "$(REGISTRY_ELASTICSEARCH)" --restart "$(RESTART)" --out docs/proofs/postgres-restart.md

# Elasticsearch unwell in one way after the other while studies come in.
prove-elastic:
	dotnet build -c Release src/EvidenceRegistry
	$(LOAD) elastic-faults --postgres "$(REGISTRY_POSTGRES)" --elasticsearch "$(REGISTRY_ELASTICSEARCH)" --out docs/proofs/elastic-faults.md

# NODES is a folder for three nodes. Every run makes a database of its own on the server of REGISTRY_POSTGRES.
prove-nodes:
	dotnet build -c Release src/EvidenceRegistry
	../shared/elasticsearch/es up $(NODES) --nodes 3 --port 29300 --password s3cret-9
	$(LOAD) node-kill --postgres "$(REGISTRY_POSTGRES)" --elasticsearch http://127.0.0.1:29300,http://127.0.0.1:29301,http://127.0.0.1:29302 --user elastic --password s3cret-9 \
	  --kill "../shared/elasticsearch/es kill $(NODES) 2" --back "../shared/elasticsearch/es start $(NODES) 2" --out docs/proofs/node-kill.md; \
	  status=$$?; for node in 1 2 3; do ../shared/elasticsearch/es kill $(NODES) $$node; done; exit $$status

SERVERS = $(and $(REGISTRY_POSTGRES),$(REGISTRY_ELASTICSEARCH))

# What needs servers is left out where they are not named, and that is said.
prove: nasty
	$(LOAD) kill --runs 50 --out docs/proofs/kill.md
	$(LOAD) kill --runs 25 --rebuild yes --out docs/proofs/kill-rebuild.md
	$(LOAD) harvest-kill --runs 100 --out docs/proofs/harvest-kill.md
	dotnet build -c Release tests/EvidenceRegistry.Tests
	REGISTRY_UNDO_DATASETS=2000 $(TESTS) --filter-class EvidenceRegistry.Tests.Harvesting.HarvestUndoTests --output Detailed
	$(LOAD) import-kill --runs 20 --lines 60000 --seed 4711 --out docs/proofs/import-kill.md
	$(LOAD) pictures --out docs/proofs/pictures.md
	$(if $(SERVERS),$(MAKE) prove-servers,@echo "Left out, since REGISTRY_POSTGRES and REGISTRY_ELASTICSEARCH name no servers: prove-servers (kill-servers, kill-rebuild-servers, import-kill-servers, elastic-faults).")
	@echo "Left out: prove-postgres (needs RESTART) and prove-nodes (needs NODES); prove-all makes them too."

prove-servers: prove-elastic
	$(LOAD) kill --runs 25 --rebuild yes --processes 3 --postgres "$(REGISTRY_POSTGRES)" --elasticsearch "$(REGISTRY_ELASTICSEARCH)" --out docs/proofs/kill-rebuild-servers.md
	$(LOAD) kill --runs 50 --processes 3 --postgres "$(REGISTRY_POSTGRES)" --elasticsearch "$(REGISTRY_ELASTICSEARCH)" --out docs/proofs/kill-servers.md
	$(LOAD) import-kill --runs 8 --lines 24000 --seed 4711 --processes 2 --postgres "$(REGISTRY_POSTGRES)" --elasticsearch "$(REGISTRY_ELASTICSEARCH)" --out docs/proofs/import-kill-servers.md

# Every proof, or none: REGISTRY_POSTGRES, REGISTRY_ELASTICSEARCH, RESTART and NODES are needed.
prove-all:
	@test -n "$(SERVERS)" || { echo "REGISTRY_POSTGRES and REGISTRY_ELASTICSEARCH name no servers."; exit 1; }
	@test -n "$(RESTART)" || { echo "RESTART is the command that restarts PostgreSQL."; exit 1; }
	@test -n "$(NODES)" || { echo "NODES is a folder for three nodes of Elasticsearch."; exit 1; }
	$(MAKE) prove
	$(MAKE) prove-postgres
	$(MAKE) prove-nodes

format:
	dotnet format EvidenceRegistry.sln

.PHONY: run check golden pictures migration load beside feed pages pages-busy journey quality slips nasty harvest import rebuild move retag duplicates tagger taught tagger-sets learn likely sdg places memory start prove-nodes prove-postgres prove-elastic prove-servers prove-all prove format
