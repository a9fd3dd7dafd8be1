"""What the recognisers know of each language, as data: generated parts and hand-written parts apart."""
