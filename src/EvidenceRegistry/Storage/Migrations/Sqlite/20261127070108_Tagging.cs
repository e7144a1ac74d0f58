using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EvidenceRegistry.Storage.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Files",
                table: "Tags",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Model",
                table: "Tags",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Priority",
                table: "Tags",
                type: "REAL",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TagDecisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    Scheme = table.Column<string>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Edition = table.Column<string>(type: "TEXT", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    ActorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Settles = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Before = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Model = table.Column<string>(type: "TEXT", nullable: true),
                    Confidence = table.Column<double>(type: "REAL", nullable: true),
                    Sample = table.Column<bool>(type: "INTEGER", nullable: false),
                    Bulk = table.Column<string>(type: "TEXT", nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UndoneBy = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TagDecisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TagModels",
                columns: table => new
                {
                    Version = table.Column<string>(type: "TEXT", nullable: false),
                    Scheme = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ActorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Decisions = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Figures = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TagModels", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "TagsDue",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TagsDue", x => x.RecordId);
                });

            migrationBuilder.CreateTable(
                name: "TagStates",
                columns: table => new
                {
                    RecordId = table.Column<string>(type: "TEXT", nullable: false),
                    InputHash = table.Column<string>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
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
