"""Pure rules of appraisal. They import nothing of the project but records and errors."""
