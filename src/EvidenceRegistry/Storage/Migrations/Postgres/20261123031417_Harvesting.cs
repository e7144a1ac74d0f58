using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace EvidenceRegistry.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Harvesting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "HarvestSources",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PathStyle = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    KeyHeader = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ProtectedKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Filter = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Schedule = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RequestsPerSecond = table.Column<double>(type: "double precision", nullable: false),
                    ParallelRequests = table.Column<int>(type: "integer", nullable: false),
                    PauseWindow = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    MaxRemovalPercent = table.Column<int>(type: "integer", nullable: false),
                    QuarantineDays = table.Column<int>(type: "integer", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ActorId = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Identity = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Paused = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    NextTry = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    NextRun = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HarvestSources", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HarvestEntries",
                columns: table => new
                {
                    SourceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DatasetId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Stamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Created = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HarvestEntries", x => new { x.SourceId, x.DatasetId });
                    table.ForeignKey(
                        name: "FK_HarvestEntries_HarvestSources_SourceId",
                        column: x => x.SourceId,
                        principalTable: "HarvestSources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HarvestPlans",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SourceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Automatic = table.Column<bool>(type: "boolean", nullable: false),
                    AcceptReused = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ActorId = table.Column<int>(type: "integer", nullable: false),
                    Gathered = table.Column<long>(type: "bigint", nullable: false),
                    Add = table.Column<long>(type: "bigint", nullable: false),
                    Change = table.Column<long>(type: "bigint", nullable: false),
                    Remove = table.Column<long>(type: "bigint", nullable: false),
                    Unchanged = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false),
                    Requests = table.Column<long>(type: "bigint", nullable: false),
                    Warnings = table.Column<string>(type: "text", nullable: false),
                    Samples = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    JobId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RunId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UndoId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PlannedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Stopped = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HarvestPlans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HarvestPlans_HarvestSources_SourceId",
                        column: x => x.SourceId,
                        principalTable: "HarvestSources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HarvestSteps",
                columns: table => new
                {
                    PlanId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    DatasetId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Stamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RecordId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    After = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Undone = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HarvestSteps", x => new { x.PlanId, x.Number });
                    table.ForeignKey(
                        name: "FK_HarvestSteps_HarvestPlans_PlanId",
                        column: x => x.PlanId,
                        principalTable: "HarvestPlans",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HarvestPlans_RunId",
                table: "HarvestPlans",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_HarvestPlans_SourceId_CreatedAt",
                table: "HarvestPlans",
                columns: new[] { "SourceId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_HarvestSources_Name",
                table: "HarvestSources",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HarvestEntries");

            migrationBuilder.DropTable(
                name: "HarvestSteps");

            migrationBuilder.DropTable(
                name: "ProtectionKeys");

            migrationBuilder.DropTable(
                name: "HarvestPlans");

            migrationBuilder.DropTable(
                name: "HarvestSources");
        }
    }
}
