"""What may be agreed, for how much, when, and what becomes of it. Pure: no database, no web; the clock is handed in.

`facts` what is known · `policy` the corporation's own rules · `eligibility` a verdict with its reasons · `days` working
days · `schedule` cent-exact plans · `affordability` what somebody can miss · `options` plans side by side ·
`changes` plans that change a running one · `matching` payments to instalments · `life` the states of an agreement ·
`guarding` when to say what · `trial` a changed policy on the past.
"""
