"""Manifests, small weights and vectors, one folder a model; installed as ``reconcile.models``, data only."""
