# Two stages: the SDK builds, a small image without it runs as a user that owns nothing but its data folder.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/EvidenceRegistry/EvidenceRegistry.csproj src/EvidenceRegistry/packages.lock.json src/EvidenceRegistry/
COPY src/EvidenceRegistry.Formats/EvidenceRegistry.Formats.csproj src/EvidenceRegistry.Formats/packages.lock.json src/EvidenceRegistry.Formats/
COPY src/EvidenceRegistry.FullText/EvidenceRegistry.FullText.csproj src/EvidenceRegistry.FullText/packages.lock.json src/EvidenceRegistry.FullText/
RUN dotnet restore src/EvidenceRegistry --locked-mode
COPY src src
COPY seed-data seed-data
COPY mappings mappings
RUN dotnet publish src/EvidenceRegistry --no-restore -c Release -o /app

# Ubuntu; pages without text are read from their pictures by these two programs (docs/settings.md, Ocr).
FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends poppler-utils tesseract-ocr tesseract-ocr-eng tesseract-ocr-tha \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
# APP_UID is the unprivileged user of the base image.
RUN mkdir /data /files && chown $APP_UID /data /files
USER $APP_UID
ENV ASPNETCORE_URLS=http://+:5080 Registry__DataFolder=/data
VOLUME /data
EXPOSE 5080
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "EvidenceRegistry.dll"]
