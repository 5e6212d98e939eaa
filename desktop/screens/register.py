"""Đăng ký: every submission of the campaign, found, filtered and sorted; one beside the list."""

from __future__ import annotations

from desktop.widgets.submission_list import SubmissionList


class RegisterScreen(SubmissionList):
    """Every submission, whether it will be appraised or not."""
