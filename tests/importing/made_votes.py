"""Small files of roll calls and expert scores, in the shapes of theirs; all names are made up."""

from __future__ import annotations

from pathlib import Path

UN_VOTES = """rcid,country,country_code,vote
11.0,Norland,NL,yes
11.0,Côte d’Or,CO,abstain
12.0,Norland,NL,no
12.0,Norland,NL,no
12.0,Côte d’Or,CO,yes
"""
UN_ROLL_CALLS = """rcid,session,importantvote,date,unres,amend,para,short,descr
11,74.0,,2019-12-12,A/RES/74/1,,,Arms control ,"Arms control, at the regional level "
12,74.0,,2019-12-13,A/RES/74/2,,,,Peace
"""
UN_TOPICS = """rcid,short_name,issue
11,di,Arms control and disarmament
11,co,Colonialism
12,di,Arms control and disarmament
"""
VOTEVIEW = """congress,chamber,rollnumber,icpsr,cast_code,prob
117,Senate,1,14226.0,1,97.7
117,Senate,1,14307.0,6,
117,Senate,1,14435.0,9,100
117,Senate,2,14226.0,2,50
117,Senate,2,14307.0,5,50
"""
MEMBERS = """congress,chamber,icpsr,state_icpsr,district_code,state_abbrev,party_code,bioname
117,President,99912,99,0,USA,200,"PRESIDENT, A."
117,Senate,14226,1,0,IA,200,"FIELD, Mary Ann (Sue)"
117,Senate,14307,2,0,VT,100,"BROOK, Paul"
117,Senate,14435,3,0,MA,328,"HILL, Ed"
"""
CHES = """country,party,party_id,year,lrgen,lrgen_sd,galtan,lrecon
1,SL/X,102,2014,2.5,.5,.25,
1,SL/X,102,2019,3,.5,9.5,1
1,LP,103,2019,11,.5,,x
"""
NAMES = """country_abbrev,party_id,party_abbrev,party_name,party_name_english
BE, 102, SL,Seeliste,Sea List
,103, LP,Landpartei; Landelijke Partij,Land Party
"""


def write_unvotes(path: Path) -> None:
    path.write_text(UN_VOTES, "utf-8")
    path.with_name("un-rollcalls.csv").write_text(UN_ROLL_CALLS, "utf-8")
    path.with_name("un-topics.csv").write_text(UN_TOPICS, "utf-8")


def write_voteview(path: Path) -> None:
    path.write_text(VOTEVIEW, "utf-8")
    path.with_name("members.csv").write_text(MEMBERS, "utf-8")


def write_ches(path: Path) -> None:
    path.write_text(CHES, "utf-8")
    path.with_name("names.csv").write_text(NAMES, "utf-8")


def write_ches_wave(path: Path) -> None:
    """One wave, as it is published alone: no column of years."""
    lines = [line.split(",") for line in CHES.splitlines() if ",2014," not in line]
    path.write_text("\n".join(",".join(cells[:3] + cells[4:]) for cells in lines) + "\n", "utf-8")
    path.with_name("names.csv").write_text(NAMES, "utf-8")
