"""The premise: functions inside functions, a nudge that passes through them, and one product of slopes."""
