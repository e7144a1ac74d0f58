using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EvidenceRegistry.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NarrowingRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Narrowing",
                table: "Outbox",
                column: "RecordId",
                filter: "\"Narrowing\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_Narrowing",
                table: "Outbox");
        }
    }
}
