"""The program below the window: values, rules, scoring, store, documents and the errands that join them."""
