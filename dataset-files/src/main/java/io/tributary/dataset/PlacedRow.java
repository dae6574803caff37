package io.tributary.dataset;

/** A row whose columns are those of another table, found by their names. */
final class PlacedRow implements Row {
  private final int[] places;
  private final Row row;

  /**
   * @param places per column, its position in {@code row}; -1 where the row does not have it
   */
  PlacedRow(int[] places, Row row) {
    this.places = places;
    this.row = row;
  }

  @Override
  public Place place() {
    return row.place();
  }

  @Override
  public boolean isMissing(int column) {
    return places[column] < 0 || row.isMissing(places[column]);
  }

  @Override
  public double number(int column) {
    return row.number(places[column]);
  }

  @Override
  public boolean isFaithful(int column) {
    return row.isFaithful(places[column]);
  }

  @Override
  public String text(int column) {
    return row.text(places[column]);
  }

  @Override
  public byte[] bytes(int column) {
    return row.bytes(places[column]);
  }

  @Override
  public SparseCell sparse(int column) {
    return row.sparse(places[column]);
  }

  @Override
  public String beginning(int most) {
    return row.beginning(most);
  }
}
