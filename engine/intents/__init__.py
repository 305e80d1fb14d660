"""Which intent a message carries: features, linear models, calibration and the rule for not being sure."""
