using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace EvidenceRegistry.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RecordCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Records_State_Sample",
                table: "Records");

            migrationBuilder.CreateIndex(
                name: "IX_Records_Agency_Kind_State_Sample",
                table: "Records",
                columns: new[] { "Agency", "Kind", "State", "Sample" });

            migrationBuilder.CreateIndex(
                name: "IX_Records_MergedInto",
                table: "Records",
                column: "MergedInto");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Records_Agency_Kind_State_Sample",
                table: "Records");

            migrationBuilder.DropIndex(
                name: "IX_Records_MergedInto",
                table: "Records");

            migrationBuilder.CreateIndex(
                name: "IX_Records_State_Sample",
                table: "Records",
                columns: new[] { "State", "Sample" });
        }
    }
}
