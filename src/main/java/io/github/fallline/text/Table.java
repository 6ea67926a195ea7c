package io.github.fallline.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Two columns of text: names to the left, numbers aligned at the decimal point, with a remark
 * behind a number where there is one.
 */
public final class Table {
  private static final int DIGITS = 7;

  private final List<String> names = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  public void row(String name, double number) {
    row(name, number, "");
  }

  /** Adds a row with a remark, which is empty if there is none. */
  public void row(String name, double number, String remark) {
    names.add(name);
    numbers.add(format(number));
    remarks.add(remark.isEmpty() ? "" : "  " + remark);
  }

  /** Seven significant digits, plain where that is readable. */
  public static String format(double number) {
    return TextTable.format(number, DIGITS);
  }

  public String render(String indent) {
    int nameWidth = 0;
    int before = 0;
    for (int i = 0; i < names.size(); i++) {
      nameWidth = Math.max(nameWidth, names.get(i).length());
      before = Math.max(before, pointPlace(numbers.get(i)));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String number = numbers.get(i);
      text.append(indent)
          .append(names.get(i))
          .append(" ".repeat(nameWidth - names.get(i).length() + 2))
          .append(" ".repeat(before - pointPlace(number)))
          .append(number)
          .append(remarks.get(i))
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  private static int pointPlace(String number) {
    int point = number.indexOf('.');
    boolean word = Character.isLetter(number.charAt(number.length() - 1));
    return point < 0 ? (word ? 1 : number.length()) : point;
  }
}
