"""Data that comes with the program: rubrics, forms of papers, icons, help, samples."""
