package rhythm.stack.demo.renewals;

import java.math.BigDecimal;

/** For how long the chamber renews, and at what price. */
enum Tariff {
    YEAR(12, "240.00"),
    HALF_YEAR(6, "127.50"),
    QUARTER(3, "66.95");

    final int months;
    final BigDecimal price;

    Tariff(int months, String price) {
        this.months = months;
        this.price = new BigDecimal(price);
    }
}
