"""The example district: tables that people can read, and the program that makes the workbook of them."""
