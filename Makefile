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

# make migration name=WhatChanged: one step for each database
migration:
	dotnet tool restore
	dotnet ef migrations add $(name) --project src/EvidenceRegistry --context SqliteRegistryDb --output-dir Storage/Migrations/Sqlite
	dotnet ef migrations add $(name) --project src/EvidenceRegistry --context PostgresRegistryDb --output-dir Storage/Migrations/Postgres

format:
	dotnet format EvidenceRegistry.sln

.PHONY: run check golden migration format
