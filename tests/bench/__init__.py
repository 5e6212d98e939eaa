"""Benches: how fast the program is beside a bare baseline of the same run.

``python3 dev.py bench [--json] [--save] [NAME…]``. Times depend on the machine, ratios hardly;
none of them is a test.
"""
