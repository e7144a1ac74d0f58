using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EvidenceRegistry.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PictureText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "OcrPages",
                table: "Readings",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "OcrWanted",
                table: "Readings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Underway",
                table: "Readings",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Confidence",
                table: "Pages",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Readings_OcrWanted_FileId",
                table: "Readings",
                columns: new[] { "OcrWanted", "FileId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Readings_OcrWanted_FileId",
                table: "Readings");

            migrationBuilder.DropColumn(
                name: "OcrPages",
                table: "Readings");

            migrationBuilder.DropColumn(
                name: "OcrWanted",
                table: "Readings");

            migrationBuilder.DropColumn(
                name: "Underway",
                table: "Readings");

            migrationBuilder.DropColumn(
                name: "Confidence",
                table: "Pages");
        }
    }
}
