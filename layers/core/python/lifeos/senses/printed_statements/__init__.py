"""Bank and card statements on paper: tables read by where their words stand."""
