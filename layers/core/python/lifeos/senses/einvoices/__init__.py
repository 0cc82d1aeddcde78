"""Electronic invoices of EN 16931: CII (Factur-X, ZUGFeRD, XRechnung) and UBL."""
