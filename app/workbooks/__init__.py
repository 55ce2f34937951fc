"""Workbooks: tables in, tables out."""
