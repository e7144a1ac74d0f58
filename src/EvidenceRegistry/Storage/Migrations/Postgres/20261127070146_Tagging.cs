using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace EvidenceRegistry.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Tagging : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Basis",
                table: "Tags",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Files",
                table: "Tags",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Model",
                table: "Tags",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<double>(
                name: "Priority",
                table: "Tags",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TagDecisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RecordId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Scheme = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Edition = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Verdict = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ActorId = table.Column<int>(type: "integer", nullable: false),
                    Settles = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Before = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Model = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Confidence = table.Column<double>(type: "double precision", nullable: true),
                    Sample = table.Column<bool>(type: "boolean", nullable: false),
                    Bulk = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UndoneAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UndoneBy = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TagDecisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TagModels",
                columns: table => new
                {
                    Version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Scheme = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ActorId = table.Column<int>(type: "integer", nullable: false),
                    Decisions = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Figures = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TagModels", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "TagsDue",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TagsDue", x => x.RecordId);
                });

            migrationBuilder.CreateTable(
                name: "TagStates",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InputHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TagStates", x => x.RecordId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tags_Status_Priority",
                table: "Tags",
                columns: new[] { "Status", "Priority" });

            migrationBuilder.CreateIndex(
                name: "IX_TagDecisions_Bulk",
                table: "TagDecisions",
                column: "Bulk");

            migrationBuilder.CreateIndex(
                name: "IX_TagDecisions_RecordId_Scheme_Code",
                table: "TagDecisions",
                columns: new[] { "RecordId", "Scheme", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_TagDecisions_Scheme_Code",
                table: "TagDecisions",
                columns: new[] { "Scheme", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_TagModels_Scheme_State",
                table: "TagModels",
                columns: new[] { "Scheme", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TagDecisions");

            migrationBuilder.DropTable(
                name: "TagModels");

            migrationBuilder.DropTable(
                name: "TagsDue");

            migrationBuilder.DropTable(
                name: "TagStates");

            migrationBuilder.DropIndex(
                name: "IX_Tags_Status_Priority",
                table: "Tags");

            migrationBuilder.DropColumn(
                name: "Basis",
                table: "Tags");

            migrationBuilder.DropColumn(
                name: "Files",
                table: "Tags");

            migrationBuilder.DropColumn(
                name: "Model",
                table: "Tags");

            migrationBuilder.DropColumn(
                name: "Priority",
                table: "Tags");
        }
    }
}
