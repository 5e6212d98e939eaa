"""Harnesses that break things on purpose: power cuts, full disks, damaged and hostile files.

Short forms run in the suite, long ones with ``python3 dev.py test --long``.
"""
