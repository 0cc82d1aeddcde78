"""Downloads of some ninety banks and payment services, all of the same six bookings."""
